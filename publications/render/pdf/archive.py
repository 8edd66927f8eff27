"""
The printed file as an archive keeps it: PDF/A-3a and PDF/UA-1 at once, with the edition's data inside.

WeasyPrint writes the one or the other; here the one learns to say that it is the other, too (ISO 14289-1, 5), in the
way in which PDF/A lets a file say what its own standard does not know (ISO 19005-3, 6.6.2.3: an extension schema).
"""

import re
from datetime import datetime
from io import BytesIO
from typing import Final

import pikepdf
from weasyprint import Attachment

from publications.render.pdf import actual_text, artifacts, structure

VARIANT = "pdf/a-3a"
DATA = "edition.json"
# A few files are printed in a year and kept for ever, so that their size counts more than the time.
COMPRESSION: Final = 9

_SAYS_PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_END = b"</rdf:RDF>"
# Between two glyphs, in thousandths of the letters' size.
_DISTANCE = re.compile(rb"(?<=[>\[])(-?\d+\.\d\d)\d+(?=[<\]])")


def data_of(content: bytes, at: datetime) -> Attachment:
    """An edition's content, to be attached to its own print: the bytes that are hashed, dated by its publication."""
    return Attachment(
        string=content,
        name=DATA,
        description="ข้อมูลของเอกสารฉบับนี้ในรูปแบบที่เครื่องอ่านได้ (JSON)",
        relationship="Source",
        created=at,
        modified=at,
    )


def finished(printed: bytes) -> bytes:
    """The file that is stored, of one that WeasyPrint wrote as VARIANT and did not compress; the same for the same."""
    with pikepdf.open(BytesIO(printed)) as pdf:
        artifacts.mark(pdf)
        actual_text.say_letters(pdf)
        structure.complete(pdf)
        _say_that_it_is_pdf_ua(pdf)
        _name_attachments_once(pdf)
        _draw_pictures_as_they_are(pdf)
        _cut_places(pdf)
        pikepdf.settings.set_flate_compression_level(COMPRESSION)
        written = BytesIO()
        pdf.save(
            written,
            compress_streams=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return written.getvalue()


def _say_that_it_is_pdf_ua(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(_END, _SAYS_PDF_UA + _END))


def _name_attachments_once(pdf: pikepdf.Pdf) -> None:
    """WeasyPrint 70 names an attached file twice among the associated ones."""
    if "/AF" in pdf.Root:
        pdf.Root.AF = pikepdf.Array({item.objgen: item for item in pdf.Root.AF}.values())


def _draw_pictures_as_they_are(pdf: pikepdf.Pdf) -> None:
    """PDF/A forbids a picture to ask for being smoothed (ISO 19005-3, 6.2.8)."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image" and "/Interpolate" in item:
            del item["/Interpolate"]


def _cut_places(pdf: pikepdf.Pdf) -> None:
    """WeasyPrint writes the distance of two letters with fifteen places, of which a printer sees none but the first."""
    for page in pdf.pages:
        page.Contents.write(_DISTANCE.sub(rb"\1", page.Contents.read_bytes()))
