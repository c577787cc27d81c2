"""The WSGI entry point: `flask run`, `granian --interface wsgi wsgi:app`."""

import os
import sys

from sqlalchemy.exc import OperationalError

from api import SETTINGS, create_app
from api.dataset.mistakes import DatasetError
from api.http.public_url import BadSetting
from api.store.locations import NoDatabase
from api.store.settling import UnfitStore

try:
    app = create_app({name: os.environ[name] for name in SETTINGS if os.environ.get(name)})
except (BadSetting, DatasetError, NoDatabase, UnfitStore) as error:
    sys.exit(str(error))
except OperationalError as error:
    told = "The store cannot be asked; STORE_DIR, STORE or DATABASE_URL must name one that can"
    sys.exit(f"{told}: {error.orig}")
except OSError as error:
    sys.exit(f"The store cannot be built, STORE_DIR must be a folder to write in: {error}")
