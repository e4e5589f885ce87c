package main

// remarks follow the table.
const remarks = ""
