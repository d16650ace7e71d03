"""Document → plan, hierarchy, fiches, labelled champs."""

from pipeline.structure.find import find_structure

__all__ = ["find_structure"]
