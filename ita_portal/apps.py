"""Which of the packages' static files are served."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class ServedFilesConfig(StaticFilesConfig):
    """Of Bootstrap only the stylesheet, of Sarabun only the weights in use; the rest would be compressed in vain."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap/LICENSE", "bootstrap/version.txt", "bootstrap/js", "bootstrap-*", "*.rtl.*"),
        *("bootstrap.css", "bootstrap.css.map"),
        *(
            "*Italic.ttf",
            "Sarabun-Thin.ttf",
            "Sarabun-ExtraLight.ttf",
            "Sarabun-Light.ttf",
            "Sarabun-ExtraBold.ttf",
        ),
    ]
