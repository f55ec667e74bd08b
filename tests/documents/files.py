"""Documents as people have them: small PDF and Word files made here, in any language."""

from collections.abc import Sequence
from pathlib import Path

from docx import Document

_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def pdf(path: Path, pages: Sequence[Sequence[str]], outline: Sequence[tuple[str, int]] = ()) -> Path:
    """A PDF whose pages say these lines; the outline's titles lead to pages (from 0)."""
    objects: dict[int, bytes] = {
        3: b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        4: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>"
        b"/FontDescriptor 6 0 R/DW 500>>",
        5: _stream(_CMAP),
        6: b"<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0"
        b"/CapHeight 1/StemV 1>>",
    }
    at = 7
    kids = []
    for lines in pages:
        shown = b" ".join(b"<%s> Tj T*" % line.encode("utf-16-be").hex().encode() for line in lines)
        objects[at] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (at + 1)
        )
        objects[at + 1] = _stream(b"BT /F 12 Tf 14 TL 50 750 Td " + shown + b" ET")
        kids.append(at)
        at += 2
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    if outline:
        first, last = at + 1, at + len(outline)
        objects[at] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(outline))
        for place, (title, page) in enumerate(outline):
            beside = b"/Next %d 0 R" % (first + place + 1) if first + place < last else b""
            words = b"<feff%s>" % title.encode("utf-16-be").hex().encode()
            objects[first + place] = b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>" % (
                words, at, kids[page], beside,
            )  # fmt: skip
    objects[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % (b"/Outlines %d 0 R" % at if outline else b"")
    path.write_bytes(_file(objects))
    return path


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: dict[int, bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))


def word(path: Path, *blocks: tuple[str, int]) -> Path:
    """A Word document of paragraphs (level 0) and headings."""
    document = Document()
    for text, level in blocks:
        _ = document.add_heading(text, level) if level else document.add_paragraph(text)
    document.save(str(path))
    return path
