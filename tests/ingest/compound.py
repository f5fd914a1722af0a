"""Compound files, made here: what Outlook saves a letter as."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise

_UTF16 = "utf-16-le"


Tree = Mapping[str, "bytes | Tree"]
"""Streams and storages by name."""


def compound(root: Tree) -> bytes:
    """A compound file ([MS-CFB]) of small streams, in storages within one another."""
    names, contents, children = ["Root Entry"], [b""], {0: list[int]()}

    def add(tree: Tree, parent: int) -> None:
        for name, content in tree.items():
            number = len(names)
            names.append(name)
            contents.append(content if isinstance(content, bytes) else b"")
            children[parent].append(number)
            if not isinstance(content, bytes):
                children[number] = []
                add(content, number)

    add(root, 0)
    following = {before: after for inside in children.values() for before, after in pairwise(inside)}
    mini, chains, places = b"", list[int](), dict[int, int]()
    for number, content in enumerate(contents):
        if number not in children:
            places[number] = len(chains)
            count = -(-len(content) // 64)
            chains += [*range(len(chains) + 1, len(chains) + count), -2]
            mini += content.ljust(count * 64, b"\0")
    sectors = -(-len(names) // 4), 1, -(-len(mini) // 512)  # directory, chains of the small streams, the small streams
    fat, at = [-3], 1
    for count in sectors:
        fat += [*range(at + 1, at + count), -2]
        at += count
    first_chain, first_mini = 1 + sectors[0], 2 + sectors[0]
    directory = b""
    for number, name in enumerate(names):
        raw = name.encode("utf-16-le")
        kind = 5 if number == 0 else 1 if number in children else 2
        child = children.get(number) or [-1]
        directory += raw.ljust(64, b"\0")
        directory += struct.pack("<HBBiii", len(raw) + 2, kind, 1, -1, following.get(number, -1), child[0]) + bytes(36)
        directory += struct.pack(
            "<iQ", *((first_mini, len(mini)) if number == 0 else (places.get(number, 0), len(contents[number])))
        )
    head = struct.pack("<HHHHH6xIIiIIiIiI", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, first_chain, 1, -2, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + head + struct.pack("<i", 0) + b"\xff" * 432
    parts = [struct.pack(f"<{len(fat)}i", *fat).ljust(512, b"\xff"), directory, struct.pack(f"<{len(chains)}i", *chains), mini]
    return head + b"".join(
        part.ljust(-(-len(part) // 512) * 512, b"\xff" if at == 2 else b"\0") for at, part in enumerate(parts)
    )


def outlook_letter() -> bytes:
    """A letter (MSG) with a file and another letter attached."""
    inner = _letter(24, "Mått", "Bron är 12 meter lång.")
    return compound(
        _letter(32, "Bryggor", "Hej!\r\n\r\nHär är planen.\r\n")
        | {
            "__attach_version1.0_#00000000": {
                "__substg1.0_3707001F": "Plan för bryggor.txt".encode(_UTF16),
                "__substg1.0_37010102": b"Bryggplan",
            },
            "__attach_version1.0_#00000001": {"__substg1.0_3701000D": inner},
        }
    )


def _letter(head: int, subject: str, text: str) -> Tree:
    sent = int((1551776400 + 11644473600) * 1e7)  # 2019-03-05
    return {
        "__properties_version1.0": bytes(head) + struct.pack("<IIQ", 0x00390040, 6, sent),
        "__substg1.0_0037001F": subject.encode(_UTF16),
        "__substg1.0_0C1A001F": "Åsa Ek".encode(_UTF16),
        "__substg1.0_0E04001E": "Bo Ås; Mia Öst".encode("cp1252"),
        "__substg1.0_1000001F": text.encode(_UTF16),
    }
