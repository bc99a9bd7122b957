"""A profile as a workbook for those who would rather not write YAML, and the way back."""

from engine.questionnaire.cells import NoWorkbookError
from engine.questionnaire.reading import Import, Refused, read_workbook
from engine.questionnaire.writing import workbook

__all__ = ["Import", "NoWorkbookError", "Refused", "read_workbook", "workbook"]
