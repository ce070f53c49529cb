"""My account: what one person writes about a review for themselves alone, and what they pass on by their own press."""
