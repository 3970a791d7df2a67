## judge
