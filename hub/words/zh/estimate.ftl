## crosscheck estimate
help-estimate = 推断：抽查结果在多大程度上代表全部
help-estimate-rate = 由抽查的比例推断全部，给出区间
help-estimate-rate--population = 总数，知道时填写
help-estimate-rate--sample = 抽查了多少
help-estimate-rate--hits = 其中符合的有多少
help-estimate-rate--level = 置信水平，0.5 至 1（不含）
help-estimate-rate--method = 方法：auto 自动，wilson，exact 即 Clopper-Pearson，hypergeometric 超几何（须有总数）
help-estimate-rate--unit = 句中的量词，例如 所、份
example-estimate-rate = crosscheck estimate rate --population 412 --sample 60 --hits 51 --unit 所

estimate-unit = 个
estimate-drawn-only = 只适用于随机抽中的单位；指定单位、座谈和访谈不得计入。
estimate-level-unreadable = “{ $value }”不是置信水平，请写小数，例如 0.95。
