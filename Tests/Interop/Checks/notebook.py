"""notebooks-out/explore.ipynb runs from top to bottom over the tables next to it, and plots."""

import os
import shutil
import sys
import tempfile

import nbclient
import nbformat

notebook, directory = sys.argv[1:]
with tempfile.TemporaryDirectory() as work:
    shutil.copytree(directory, work, dirs_exist_ok=True)
    book = nbformat.read(notebook, as_version=4)
    nbformat.validate(book)
    nbclient.NotebookClient(book, timeout=240, resources={"metadata": {"path": work}}).execute()
outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
assert not [output for output in outputs if output.output_type == "error"]
warnings = [output["text"] for output in outputs if output.get("name") == "stderr"]
assert not warnings, warnings
pictures = [output for output in outputs if "image/png" in output.get("data", {})]
assert len(pictures) >= 3, len(pictures)
