"""What touches what, group by group."""


class Groups:
    """Numbers from 0 put together pair by pair."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def _first(self, number: int) -> int:
        """The smallest number of a group."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Put the groups of two numbers together."""
        first, second = self._first(one), self._first(other)
        self._parents[max(first, second)] = min(first, second)

    def lists(self) -> list[list[int]]:
        """The numbers of each group in order, the groups by their smallest."""
        groups: dict[int, list[int]] = {}
        for number in range(len(self._parents)):
            groups.setdefault(self._first(number), []).append(number)
        return list(groups.values())
