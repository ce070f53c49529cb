"""Twenty causes that put it on a person, each in another way."""

CAUSES = {
    "named": "Priya forgot to check the drain list before pushing the config.",
    "by role": "The on-call engineer ignored the disk alarm for twenty minutes.",
    "by pronoun": "He never read the runbook before he restarted the broker.",
    "unnamed": "Somebody was careless with the production credentials.",
    "oneself": "I should have known that the flag was global.",
    "a careless team": "The platform team was sloppy about the order of the migrations.",
    "should have": "Sven should have run the rollback sooner.",
    "if only": "If only Tomas had asked someone before the cutover.",
    "somebody better": "An experienced engineer would have seen that the replica was stale.",
    "passive": "The index was dropped by Lea without any check.",
    "human error": "The root cause was human error during the failover.",
    "a noun": "Noor's mistake in the Terraform plan deleted the cluster.",
    "a noun by a role": "Poor judgement by the incident lead kept the queue paused.",
    "training": "The new hire needs more training on how to use the deploy console.",
    "discipline": "Developers must be held accountable for ignoring the freeze.",
    "mind-reading": "She panicked and restarted every database node at once.",
    "sarcasm": "Great job by the genius who turned off the backups.",
    "told before": "The contractor had been told twice not to touch the load balancer.",
    "conceded": "The screen is confusing, true, yet she did not read the warning.",
    "denied": "Nobody blames Esra, she simply did not do what the checklist says.",
}
