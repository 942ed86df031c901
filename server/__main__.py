"""`python -m server` is `kulanz`."""

from server.cli.main import main

if __name__ == "__main__":
    main()
