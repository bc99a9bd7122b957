"""The published matrix as a folder of pages that opens from disk, without a network and without a script.

Needs jinja2 (extra ``site``); with babel (extra ``i18n``) States are also named in the six languages of the United
Nations.
"""

from engine.site.folder import OtherFilesError, replace_folder
from engine.site.pages import count, pages
from engine.site.view import Download, Site

__all__ = ["Download", "OtherFilesError", "Site", "count", "pages", "replace_folder"]
