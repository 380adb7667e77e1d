"""notebooks-out/explore.ipynb runs from top to bottom over the tables next to it, and plots.

`python notebook.py NOTEBOOK (DIRECTORY PICTURES)...`
"""

import shutil
import sys
import tempfile

import nbclient
import nbformat

notebook, *cases = sys.argv[1:]
for directory, expected in zip(cases[::2], cases[1::2]):
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(directory, work, dirs_exist_ok=True)
        book = nbformat.read(notebook, as_version=4)
        nbformat.validate(book)
        nbclient.NotebookClient(book, timeout=240, resources={"metadata": {"path": work}}).execute()
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"], directory
    warnings = [output["text"] for output in outputs if output.get("name") == "stderr"]
    assert not warnings, (directory, warnings)
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == int(expected), (directory, len(pictures))
