"""Records become rows; queries become pages. Nothing here knows the web."""

import os

# numpy's linear algebra, which nothing here asks for, would start a thread for each core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
