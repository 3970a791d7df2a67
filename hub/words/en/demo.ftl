## crosscheck demo
