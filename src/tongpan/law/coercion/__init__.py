"""
Coercion (行政强制): 行政强制法, one module a stage.

`power` says who may use force at all, `measures`, `seizure`, `release` and `freezing` hold for measures, `demand`,
`timing`, `suspension`, `surcharge`, `demolition` and `substitute` for enforcement by the agency, `court` for asking
the court.
"""
