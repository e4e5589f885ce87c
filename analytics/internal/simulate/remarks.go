package main

// remarks follow the table.
const remarks = `
Why the numbers are what they are:

- With an effect the interval is a little wide (96–97 %). It is the interval of the *unseen count*, whose chance variation has the size of E;
  the truth asked for here is an expected value, and the observed count beside it varies by the smaller O only. Without an effect the two
  are alike, and the interval holds the truth in 95 %.
- A trend hardly touches RA-1: κ takes up what all stations have in common, block by block. Within a block of four weeks a trend remains,
  which is why the mean error is not exactly nothing. RA-0 shows what happens without: season and trend are taken for an effect.
- The last two settings go beyond the claim and **do not hold**: there every station-week has a factor of its own (variance 0.05) that all its
  diagnosis groups share, as when a doctor's week is busy throughout. φ measures the overdispersion of single cells and cannot see
  that cells of one station-week move together, so that the interval is too narrow by about a third (without an effect 86–87 % instead
  of 95 %); the estimate itself stays unbiased. RA-2, whose error is clustered by station, is the check: where its interval is much
  wider than RA-1's, read RA-1 with care.
`
