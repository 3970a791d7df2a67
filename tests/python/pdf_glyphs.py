"""Which glyphs the pages of a PDF show, and which of them stand for a character no font has.

    pdf_glyphs.py FILE...

prints a JSON object a file: the fonts with how they are embedded, how many glyphs are shown, and each that is missing
with its page, font, code and what the file says it reads. The text of a PDF does not tell: programs that draw a box
still say which character it should have been. So the glyphs themselves are looked at. Missing is glyph 0 of a font,
whatever is named .notdef, and a glyph with the very outline of glyph 0, since some programs give the box a number of
its own. A font of a kind this cannot look into ends the program, so that nothing passes unseen.
"""

import io
import json
import logging
import re
import sys

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont


def outline(glyphs, name):
    """What is drawn for a glyph."""
    pen = RecordingPen()
    glyphs[name].draw(pen)
    return pen.value


def boxes(glyphs, order):
    """The names of glyphs that draw what glyph 0 draws, itself among them."""
    box = outline(glyphs, order[0])
    return {name for name in order if name == order[0] or (box and outline(glyphs, name) == box)}


def read_unicode(font):
    """What codes read as, from the font's ToUnicode."""
    read = {}
    if "/ToUnicode" not in font:
        return read
    text = font.ToUnicode.read_bytes().decode("latin1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            read[int(code, 16)] = bytes.fromhex(to).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = bytes.fromhex(to).decode("utf-16-be", "replace")
            for step in range(int(last, 16) - int(first, 16) + 1):
                read[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return read


class Font:
    """One font of a file: its kind, and whether a code shows a glyph that is missing."""

    def __init__(self, font):
        self.font = font
        self.kind = str(font.Subtype)[1:]
        self.name = str(font.get("/BaseFont", "/none"))[1:]
        self.wide = self.kind == "Type0"
        self.read = read_unicode(font)
        descriptor = font.DescendantFonts[0].get("/FontDescriptor") if self.wide else font.get("/FontDescriptor")
        files = ["/FontFile", "/FontFile2", "/FontFile3"]
        self.file = next((name for name in files if descriptor is not None and name in descriptor), None)
        self.embedded = self.kind == "Type3" or self.file is not None
        self.program = descriptor[self.file].read_bytes() if self.file else None
        self.missing = self.looked_at()

    def unknown(self, what):
        raise SystemExit(f"{self.name}: {what}; this program cannot look into it")

    def looked_at(self):
        """A function from a code to whether its glyph is missing."""
        if self.kind == "Type3":
            return self.type3()
        if not self.embedded:
            return lambda code: False
        if self.wide:
            return self.by_glyph_id()
        if self.kind == "TrueType" and self.file == "/FontFile2":
            return self.truetype()
        if self.kind in ("Type1", "MMType1") and self.file == "/FontFile":
            return self.type1()
        return self.unknown(f"{self.kind} in {self.file}")

    def differences(self):
        names, code = {}, 0
        encoding = self.font.get("/Encoding")
        if isinstance(encoding, pikepdf.Dictionary) and "/Differences" in encoding:
            for one in encoding.Differences:
                if isinstance(one, pikepdf.Name):
                    names[code] = str(one)[1:]
                    code += 1
                else:
                    code = int(one)
        return names

    def type3(self):
        names, drawn = self.differences(), {str(name)[1:] for name in self.font.CharProcs.keys()}
        return lambda code: names.get(code, "g0") in (".notdef", "g0") or names[code] not in drawn

    def type1(self):
        text = self.program[: int(self.program.find(b"eexec"))]
        names = {int(code): name.decode() for code, name in re.findall(rb"dup\s+(\d+)\s*/(\S+)\s+put", text)}
        if not names:
            self.unknown("a Type 1 font without an encoding of its own")
        names.update(self.differences())
        return lambda code: names.get(code, ".notdef") == ".notdef"

    def truetype(self):
        font = TTFont(io.BytesIO(self.program))
        tables = {(one.platformID, one.platEncID): one.cmap for one in font["cmap"].tables} if "cmap" in font else {}
        if (1, 0) in tables:
            names = tables[1, 0]
        elif (3, 0) in tables:
            names = {code & 0xFF: name for code, name in tables[3, 0].items()}
        else:
            self.unknown("a TrueType font without a table of codes")
        lacking = boxes(font.getGlyphSet(), font.getGlyphOrder())
        return lambda code: names.get(code, font.getGlyphOrder()[0]) in lacking

    def by_glyph_id(self):
        if str(self.font.Encoding) not in ("/Identity-H", "/Identity-V"):
            self.unknown(f"codes by {self.font.Encoding}")
        below = self.font.DescendantFonts[0]
        to_glyph = below.get("/CIDToGIDMap", pikepdf.Name("/Identity"))
        if isinstance(to_glyph, pikepdf.Stream):
            table = to_glyph.read_bytes()
            glyph_of = lambda code: int.from_bytes(table[2 * code : 2 * code + 2], "big")
        else:
            glyph_of = lambda code: code
        if self.file == "/FontFile2":
            font = TTFont(io.BytesIO(self.program))
            order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
        elif self.program[:4] == b"OTTO":
            font = TTFont(io.BytesIO(self.program))
            order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
        else:
            fonts = CFFFontSet()
            fonts.decompile(io.BytesIO(self.program), None)
            order, glyphs = fonts[0].getGlyphOrder(), fonts[0].CharStrings
            if hasattr(fonts[0], "ROS"):
                # In such a font the codes are the numbers in the names.
                by_name = {int(name[3:]): at for at, name in enumerate(order) if name.startswith("cid")}
                glyph_of = lambda code: by_name.get(code, 0)
        lacking = boxes(glyphs, order)
        return lambda code: glyph_of(code) >= len(order) or order[glyph_of(code)] in lacking


class File:
    """The glyphs of a file, page by page."""

    def __init__(self, path):
        self.fonts, self.missing, self.glyphs = {}, [], 0
        with pikepdf.open(path) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                self.content(page, page.get("/Resources", pikepdf.Dictionary()), number, set())

    def font(self, font):
        # A font that is no object of its own has no number.
        key = font.objgen if font.is_indirect else repr(font)
        if key not in self.fonts:
            self.fonts[key] = Font(font)
        return self.fonts[key]

    def content(self, stream, resources, page, above):
        font = None
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name == "Tf":
                font = self.font(resources.Font[str(operands[0])])
            elif name in ("Tj", "'", '"'):
                self.shown(font, bytes(operands[-1]), page)
            elif name == "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        self.shown(font, bytes(part), page)
            elif name == "Do":
                form = resources.XObject[str(operands[0])]
                if str(form.Subtype) == "/Form" and form.objgen not in above:
                    self.content(form, form.get("/Resources", resources), page, above | {form.objgen})

    def shown(self, font, text, page):
        step = 2 if font.wide else 1
        for at in range(0, len(text), step):
            code = int.from_bytes(text[at : at + step], "big")
            self.glyphs += 1
            if font.missing(code):
                self.missing.append({"page": page, "font": font.name, "code": code, "reads": font.read.get(code, "")})

    def said(self):
        fonts = [{"name": one.name, "kind": one.kind, "embedded": one.embedded} for one in self.fonts.values()]
        return {"fonts": fonts, "glyphs": self.glyphs, "missing": self.missing}


def main():
    # A subset's odd date is no concern of ours.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for path in sys.argv[1:]:
        print(json.dumps(File(path).said()))


main()
