"""Make `pipeline/tracking/monitor/review.docx`, the template of the review; run in the project."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm, Pt, RGBColor

from pipeline.tracking.monitor import word

FIELD = (
    '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
)


def main() -> None:
    """Write the template."""
    made = docx.Document()
    for section in made.sections:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin = section.bottom_margin = Mm(17)
        section.header.paragraphs[0].text = "{{plāns}}"
        footer = section.footer.paragraphs[0]
        footer.add_run("Projekts. {{stāvoklis}}  ")
        footer._p.append(parse_xml(FIELD.format("PAGE")))
    fonts = {"Normal": 11, "Title": 22, "Heading 1": 15, "Heading 2": 13, "Header": 9, "Footer": 9}
    for name, size in fonts.items():
        style = made.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = "Arial"
        if name.startswith(("Heading", "Title")):
            style.font.color.rgb = RGBColor(0x1F, 0x5F, 0x6B)
    made.styles["Normal"].element.rPr.append(
        parse_xml(
            '<w:lang xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'w:val="lv-LV"/>'
        )
    )
    made.add_paragraph("{{nosaukums}}", style="Title")
    made.add_paragraph("{{rindas}}")
    made.add_paragraph("{{saturs}}")
    made.core_properties.author = "ricplan"
    stream = io.BytesIO()
    made.save(stream)
    word._steady(stream, Path(word.TEMPLATE))


if __name__ == "__main__":
    main()
