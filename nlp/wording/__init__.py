"""What words say: sentences, dates, diary numbers, actions, and the acts that a sentence tells of."""
