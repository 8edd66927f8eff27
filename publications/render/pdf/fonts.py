"""The fonts that a document may be printed with: its own, and none of the machine's for a letter that they lack."""

import os
import threading
from pathlib import Path

from weasyprint.text.fonts import FontConfiguration

_NO_FONTS = Path(__file__).with_name("fonts.conf")
_ASKED_IN = "FONTCONFIG_FILE"
_one_at_a_time = threading.Lock()


class OwnFontsOnly(FontConfiguration):  # type: ignore[misc]  # WeasyPrint comes without types
    """Fonts of stylesheets (`@font-face`) and no others, so that the same document is the same file everywhere.

    Fontconfig reads which file says where fonts lie from the environment, when the configuration is made; other
    programs that this process starts, such as a browser, find the machine's fonts as before.
    """

    def __init__(self) -> None:
        with _one_at_a_time:
            before = os.environ.get(_ASKED_IN)
            os.environ[_ASKED_IN] = str(_NO_FONTS)
            try:
                super().__init__()
            finally:
                del os.environ[_ASKED_IN]
                if before is not None:
                    os.environ[_ASKED_IN] = before
