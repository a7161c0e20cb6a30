"""The words that every room uses: ids, actors, time, money, facts, effects, outcomes, errors."""
