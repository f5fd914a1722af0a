"""The control words of RTF that matter to a reader of text."""

from __future__ import annotations

CHARACTERS = {
    "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "~": " ", "_": "-",
    "-": "", "|": "", ":": "", "\\": "\\", "{": "{", "}": "}", "nestcell": "\t", "nestrow": "\n", "chpgn": "", "ltrmark": "",
}  # fmt: skip
"""What they print."""
SILENT = frozenset(
    [
        "fonttbl", "colortbl", "info", "pict", "fldinst", "nonshppict", "template", "filetbl", "revtbl", "xe", "tc", "tcn",
        "sp",
        "annotation", "atnid", "atnauthor", "atntime", "atnref", "atrfstart", "atrfend", "listtable", "listoverridetable",
        "rsidtbl", "generator", "objdata", "objclass", "objname", "private", "themedata", "datastore", "colorschememapping",
        "latentstyles", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "pnseclvl", "pn", "bkmkstart", "bkmkend", "ud",
    ]
)  # fmt: skip
"""Destinations whose text isn't the document's."""
STARRED = frozenset(["shpinst", "shptxt", "shppict", "footnote"])
"""Destinations that old readers may skip, and we don't."""
FRAMES = frozenset(["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"])
LABELS = frozenset(["listtext", "pntext"])
CHARSETS = {
    0: "", 1: "", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
    255: "cp850",
}  # fmt: skip
"""The encodings of fonts; the document's own where empty."""
