"""The fonts that a document may be printed with: its own, and none of the machine's for a letter that they lack."""

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

# Of Fontconfig's documented functions the one that WeasyPrint does not declare.
ffi.cdef("FcConfig * FcConfigCreate (void);")


class OwnFontsOnly(FontConfiguration):  # type: ignore[misc]  # WeasyPrint comes without types
    """Fonts of stylesheets (`@font-face`) and no others, so that the same document is the same file everywhere.

    WeasyPrint's own configuration begins with what is installed; this one begins empty, without any file or rule.
    """

    def __init__(self) -> None:
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the map keeps a reference of its own
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}
