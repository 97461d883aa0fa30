"""Past one machine: the jobs of a batch on a cluster of Dask that its users have started.

`connection` finds the cluster and looks whether its workers are fit, `workers` hands out jobs, and
`there` is what runs on a worker, which has no file of the user's: what it needs is in a parcel.
"""
