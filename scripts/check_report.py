"""What the checks by hand print, and whether all of it held."""


class Report:
    """Counts what held and shows what did not, with the output that was seen."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, holds, claim, seen):
        if holds:
            self.passed += 1
            print(f"ok    {claim}")
        else:
            self.failed += 1
            print(f"FAIL  {claim}\n      saw: {str(seen).strip()}")
