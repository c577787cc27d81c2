"""Why a server cannot start, as who starts it can mend it."""

from sqlalchemy.exc import OperationalError

from api.dataset.mistakes import DatasetError
from api.http.public_url import BadSetting
from api.store.locations import NoDatabase
from api.store.settling import UnfitStore


def reason(error: Exception) -> str:
    """Return what is wrong with the settings or with what they name; raise any other error."""
    match error:
        case BadSetting() | DatasetError() | NoDatabase() | UnfitStore():
            return str(error)
        case OperationalError():
            told = "The store cannot be asked; STORE_DIR, STORE or DATABASE_URL must name one that"
            return f"{told} can: {error.orig}"
        case OSError():
            return f"The store cannot be built, STORE_DIR must be a folder to write in: {error}"
    raise error
