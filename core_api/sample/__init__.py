"""The sample meetings: files to be read with `importlib.resources`, and the script that made one of them.

Nothing here may be imported by the product: the demo and the tests open the files that `meetings.json` names.
"""
