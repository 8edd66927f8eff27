"""
Pictures as parts of a Word document: the bytes of each once, however often it is drawn.

python-docx looks through all pictures before it adds one, which for six hundred takes longer than all the rest.
"""

from itertools import count

from docx.document import Document as WordDocument
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Length


class Drawings:
    """The pictures of one document while it is written."""

    def __init__(self, word: WordDocument) -> None:
        self._part = word.part
        self._relations: dict[bytes, str] = {}
        self._numbers = count(1)

    def draw(self, image: Image, width: Length, height: Length) -> CT_Inline:
        """A picture in the size in which it stands in a line."""
        if image.blob not in self._relations:
            self._relations[image.blob] = self._related(image)
        return CT_Inline.new_pic_inline(next(self._numbers), self._relations[image.blob], image.filename, width, height)

    def _related(self, image: Image) -> str:
        name = PackURI(f"/word/media/image{len(self._relations) + 1}.{image.ext}")
        return self._part.relate_to(ImagePart.from_image(image, name), RELATIONSHIP_TYPE.IMAGE)
