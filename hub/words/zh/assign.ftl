## crosscheck assign
