from __future__ import annotations

import warnings
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest
from compound import outlook_letter

from corpus.errors import ReadError
from ingest import members as module
from ingest.members import all_members, members
from ingest.read import read


def zipped(path: Path, *files: tuple[str, bytes]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # names that come twice are meant
        for name, data in files:
            archive.writestr(name, data)
    return path


def unpacked(path: Path) -> dict[str, bytes | str]:
    """The names of a file's members with their bytes, or with the code of why they can't be had."""
    found = {}
    for number, member in enumerate(members(path, path.with_name("ut"))):
        assert member.file or member.error, number
        found[member.name] = member.file.read_bytes() if member.file else member.error.code if member.error else ""
    return found


def letter(*attachments: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Bryggor till våren"
    message["From"] = "Åsa Ek <asa@example.org>"
    message["To"] = "Bo Ås <bo@example.org>"
    message["Date"] = "Tue, 05 Mar 2019 10:00:00 +0100"
    message.set_content("Hej!\n\nHär kommer handlingarna om bryggorna.\n")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_a_zip_archive_is_silent_and_has_its_files_as_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("2019/Protokoll.txt", b"Hej"), ("brev.txt", b"Du"))
    assert unpacked(path) == {"2019/Protokoll.txt": b"Hej", "brev.txt": b"Du"}
    document = read(path)
    assert (document.text, document.problems) == ("", ())


def test_members_lie_in_files_of_their_own_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("2019/Möte 5 mars.txt", b"Hej"))
    (member,) = members(path, tmp_path / "ut")
    assert member.file is not None
    assert read(member.file).source.name == "Möte 5 mars.txt"


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
        ("rad\nbrytning\x1b[31m.txt", "rad_brytning_[31m.txt"),
        ("con.txt", "con.txt"),
        ("...", "namnlös"),
        ("x" * 500 + ".txt", "x" * 500 + ".txt"),
    ],
)
def test_names_are_labels_and_lead_nowhere(tmp_path: Path, name: str, harmless: str) -> None:
    path = zipped(tmp_path / "a.zip", (name, b"x"))
    (member,) = members(path, tmp_path / "ut")
    assert member.name == harmless
    assert member.file is not None
    assert member.file.resolve().is_relative_to(tmp_path / "ut")
    assert len(member.file.name) <= 140
    assert not member.file.name.startswith("con.")


def test_a_name_that_comes_twice_is_numbered(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("p.txt", b"1"), ("P.txt", b"2"), ("../p.txt", b"3"))
    assert unpacked(path) == {"p.txt": b"1", "P (2).txt": b"2", "p (3).txt": b"3"}


@pytest.mark.parametrize("codec", ["utf-8", "cp850", "cp1252"])
def test_swedish_names_are_read_however_they_were_written(tmp_path: Path, codec: str) -> None:
    name = "Årsmöte för hälsovård.txt"
    stand_in = "x" * len(name.encode(codec))
    path = zipped(tmp_path / "a.zip", (stand_in, b"Hej"))
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name.encode(codec)))
    assert list(unpacked(path)) == [name]


def test_files_of_systems_and_programs_are_passed_over(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("__MACOSX/._p.txt", b"x"), (".DS_Store", b"x"), ("data.json", b"{}"), ("p.txt", b"Hej"))
    assert list(unpacked(path)) == ["p.txt"]


def test_a_bomb_costs_itself_and_not_its_neighbours(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("bomb.txt", bytes(50 << 20)), ("p.txt", b"Hej"))
    assert unpacked(path) == {"bomb.txt": "too-large", "p.txt": b"Hej"}


def test_a_bomb_of_many_small_files_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HARMLESS", 5_000_000)
    path = zipped(tmp_path / "a.zip", *((f"{n}.txt", bytes(1_000_000)) for n in range(8)))
    found = list(unpacked(path).values())
    assert found[0] == bytes(1_000_000)
    assert found[-1] == "too-large"


def test_a_bomb_that_claims_to_be_small_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_BYTES", 1000)
    path = zipped(tmp_path / "a.zip", ("stor.txt", bytes(2000)))
    assert unpacked(path) == {"stor.txt": "too-large"}


def test_too_many_files_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    path = zipped(tmp_path / "a.zip", *((f"{n}.txt", b"x") for n in range(4)))
    assert list(unpacked(path).values()) == [b"x", b"x", "too-large"]


def test_what_lies_too_deep_is_refused_with_a_cure(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("p.txt", b"Hej"))
    with pytest.raises(ReadError) as caught:
        list(members(path, None))
    assert caught.value.code == "too-deep"
    assert list(members(zipped(tmp_path / "tom.zip"), None)) == []


def test_members_of_members_come_down_to_the_fourth_depth(tmp_path: Path) -> None:
    path = zipped(tmp_path / "5.zip", ("p.txt", b"Hej"))
    for depth in range(4, 0, -1):
        path = zipped(tmp_path / f"{depth}.zip", (path.name, path.read_bytes()), (f"{depth}.txt", b"Hej"))
    found = [(member.name, member.error.code if member.error else None) for member in all_members(path, tmp_path / "ut")]
    assert found == [
        ("2.zip", None),
        ("2.zip/3.zip", None),
        ("2.zip/3.zip/4.zip", None),
        ("2.zip/3.zip/4.zip/5.zip", None),
        ("2.zip/3.zip/4.zip/5.zip", "too-deep"),
        ("2.zip/3.zip/4.zip/4.txt", None),
        ("2.zip/3.zip/3.txt", None),
        ("2.zip/2.txt", None),
        ("1.txt", None),
    ]


def test_a_locked_and_a_damaged_member_cost_themselves(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("p.txt", b"Hej"), ("q.txt", b"Du" * 500), ("r.txt", b"Vi"))
    data = bytearray(path.read_bytes())
    at = data.index(b"q.txt")
    data[at + 8 : at + 14] = b"\xff" * 6  # its compressed bytes
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(signature) + flags] |= 1  # the last one says that it is encrypted
    path.write_bytes(data)
    assert unpacked(path) == {"p.txt": b"Hej", "q.txt": "damaged", "r.txt": "encrypted"}


def test_what_is_packed_in_an_unknown_way_is_said_to_be(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("p.txt", b"Hej"))
    data = bytearray(path.read_bytes())
    for signature, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(signature) + method] = 6  # PKZIP's before 1993
    path.write_bytes(data)
    assert unpacked(path) == {"p.txt": "packed"}


def test_a_letter_is_a_document_and_its_attachments_are_members(tmp_path: Path) -> None:
    path = tmp_path / "brev.eml"
    path.write_bytes(letter(("Bilaga å.txt", b"Bryggplan")).as_bytes())
    assert unpacked(path) == {"Bilaga å.txt": b"Bryggplan"}
    document = read(path)
    assert [(block.kind, document.words(block.span)) for block in document.blocks] == [
        ("heading", "Bryggor till våren"),
        ("paragraph", "Från: Åsa Ek <asa@example.org>"),
        ("paragraph", "Till: Bo Ås <bo@example.org>"),
        ("paragraph", "Skickat: 2019-03-05"),
        ("paragraph", "Bilagor: Bilaga å.txt"),
        ("paragraph", "Hej!"),
        ("paragraph", "Här kommer handlingarna om bryggorna."),
    ]


@pytest.mark.parametrize("charset", [b"x-\0", b"base64", b"idna", b"finns-inte"])
def test_a_letter_in_a_character_set_that_is_none_is_read(tmp_path: Path, charset: bytes) -> None:
    path = tmp_path / "brev.eml"
    path.write_bytes(
        b'Subject: Bryggor\nContent-Type: text/plain; charset="'
        + charset
        + b"\n\n"
        + "Härmed avslås två ".encode("cp1252") * 20
    )
    assert read(path).text.startswith("Bryggor\nHärmed avslås två Härmed")


def test_the_letters_of_a_mailbox_are_members_with_members_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "Skickat"
    letters = [letter(("Bilaga.txt", b"Bryggplan")).as_bytes(), letter().as_bytes()]
    path.write_bytes(b"".join(b"From asa Tue Mar  5 10:00:00 2019\n" + each + b"\n" for each in letters))
    assert [member.name for member in all_members(path, tmp_path / "ut")] == [
        "Brev 1.eml", "Brev 1.eml/Bilaga.txt", "Brev 2.eml",
    ]  # fmt: skip
    assert "bryggorna" in read(tmp_path / "ut" / "filer" / "1" / "Brev 1.eml").text
    assert read(path).text == ""


def test_a_letter_in_markup_is_read_and_its_pictures_are_no_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Inbjudan"
    message["From"] = "a@example.org"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("<p>Välkommen till <b>mötet</b></p>", subtype="html")
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<logo>")
    path = tmp_path / "brev.eml"
    path.write_bytes(message.as_bytes())
    assert unpacked(path) == {}
    assert read(path).text.splitlines()[-1] == "Välkommen till mötet"


def test_a_forwarded_letter_is_a_letter_within_the_letter(tmp_path: Path) -> None:
    outer = letter()
    outer.add_attachment(letter(("p.txt", b"Hej")))
    path = tmp_path / "brev.eml"
    path.write_bytes(outer.as_bytes())
    (inner,) = members(path, tmp_path / "ut")
    assert inner.file is not None
    assert "Bryggor till våren" in read(inner.file).text
    assert [member.name for member in members(inner.file, tmp_path / "inre")] == ["p.txt"]


def test_files_attached_to_a_pdf_are_members(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("Bilaga 1.txt", b"Bryggplan")
    path = tmp_path / "a.pdf"
    writer.write(path)
    assert unpacked(path) == {"Bilaga 1.txt": b"Bryggplan"}


def test_a_letter_from_outlook_is_read_and_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "brev.msg"
    path.write_bytes(outlook_letter())
    plan, inner = all_members(path, tmp_path / "ut")
    assert (plan.name, inner.name) == ("Plan för bryggor.txt", "Mått.eml")
    assert plan.file
    assert inner.file
    assert plan.file.read_bytes() == b"Bryggplan"
    assert read(inner.file).text.splitlines() == [
        "Mått", 'Från: "Åsa Ek"', 'Till: "Bo Ås; Mia Öst"', "Skickat: 2019-03-05", "Bron är 12 meter lång.",
    ]  # fmt: skip
    assert read(path).text.splitlines() == [
        "Bryggor",
        "Från: Åsa Ek",
        "Till: Bo Ås; Mia Öst",
        "Skickat: 2019-03-05",
        "Bilagor: Plan för bryggor.txt, Mått.eml",
        "Hej!",
        "Här är planen.",
    ]


@pytest.mark.parametrize("name", ["a.zip", "a.eml"])
def test_what_holds_nothing_has_no_members(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(letter().as_bytes() if name == "a.eml" else zipped(path).read_bytes())
    assert list(members(path, tmp_path / "ut")) == []
    text = tmp_path / "p.txt"
    text.write_text("Hej")
    assert list(members(text, tmp_path / "ut")) == []
