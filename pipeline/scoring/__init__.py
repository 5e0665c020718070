"""The fourth stage: five component scores, a total and a category for every article, with reasons in words."""
