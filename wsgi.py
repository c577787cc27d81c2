"""The WSGI entry point: `flask run`, `granian --interface wsgi wsgi:app`."""

import os
import sys

from api import SETTINGS, create_app, load

load()
try:
    app = create_app({name: os.environ[name] for name in SETTINGS if os.environ.get(name)})
except Exception as error:
    # What can fail is known by what was loaded meanwhile.
    from api.failing import reason

    sys.exit(reason(error))
