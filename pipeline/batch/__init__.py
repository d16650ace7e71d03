"""Many sources: each converted once in a process of its own, kept in a store, and made into tables at the end.

The way of the data:

    sources ─ ledger ─ pool ─ workers ─ store ─ compaction ─ tables
              (SQLite)        (one a core)  (one file a content)

- `run` leads: it lists sources into the `ledger`, hashes them, hands new contents to the `pool`, notes what comes back.
- `worker` is the process that reads and converts; `single` is what it does with one document, `preflight` the look at
  the bytes before, `limits` what the system takes from it. A document that kills its worker loses that one only.
- `store` keeps what a content gave, under the hash of content, program and options. `compaction` makes tables of it:
  a pure function of the list of sources and of the store.

Nothing heavy is imported here: a second run with nothing new is done before a format library would be loaded.
"""
