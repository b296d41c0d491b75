"""``python -m tongpan.law FACE …``: the faces of the law, with nothing installed but Python."""

import sys

from tongpan.law.faces.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
