"""机关、队伍、人员、执法证: who they are, where they are posted, who is on duty."""
