"""``python -m tweetcraft``."""

import sys

from tweetcraft.cli import main

if __name__ == "__main__":
    sys.exit(main())
