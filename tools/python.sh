# Sets $python to one that is new enough: the project's own, else one of the system's.
python=
for candidate in .venv/bin/python python3.13 python3.12 python3.11 python3; do
    # Version managers leave commands that are there and do not run: try, do not look.
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Pult needs Python 3.11 or newer, and none was found. · Нужен Python 3.11 или новее." >&2
    exit 1
fi
