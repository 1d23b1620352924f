"""The town the pages are read in is read by programs, too."""

from tests.consult.pages.conftest import habrova, habrova_built, reader

__all__ = ["habrova", "habrova_built", "reader"]
