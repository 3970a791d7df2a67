## crosscheck estimate
