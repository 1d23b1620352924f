"""The town of these tests: Habrová, with hostile words in every field and something private behind every door."""

from tests.consult.pages.conftest import habrova, habrova_built, reader

assert habrova and habrova_built and reader
