## report
report-not-made = 文件没有生成：{ $reason }
