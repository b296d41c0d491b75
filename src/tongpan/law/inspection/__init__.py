"""
Inspection of enterprises (涉企行政检查): 优化营商环境条例 54; 国办发〔2024〕54号; 浙江省行政程序办法 76–79.

`plan` is an inspection before it begins, `visit` one from its approval to its result, `caps` counts and merges them,
`selection` draws lots that anybody can draw again.
"""
