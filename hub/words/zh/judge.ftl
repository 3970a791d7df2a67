## crosscheck judge
