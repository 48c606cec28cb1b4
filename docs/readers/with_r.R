# Three numbers of an export with R: Rscript with_r.R EXPORT csv (or sqlite, which needs the package RSQLite).

given <- commandArgs(trailingOnly = TRUE)
folder <- given[1]
is_csv <- given[2] == "csv"

read <- function(name) {
  if (is_csv) return(read.csv(file.path(folder, "csv", paste0(name, ".csv")), fileEncoding = "UTF-8"))
  database <- DBI::dbConnect(RSQLite::SQLite(), file.path(folder, "result.sqlite"))
  on.exit(DBI::dbDisconnect(database))
  DBI::dbReadTable(database, name)
}
tell <- function(name, value) cat(name, sprintf("%.17g", value), "\n")

policies <- read("policies")
is_baseline <- policies$is_baseline %in% c("true", "TRUE", 1)
baseline <- policies$policy[is_baseline][1]
policy <- policies$policy[!is_baseline][1]
comparison <- read("comparison")
compared <- comparison[comparison$policy == policy & comparison$outcome == "stops_wrongful", ]

# Sum by month: wrongful stops in the months that are compared, mean over the runs of each policy.
window <- paste0(strsplit(compared$window, " to ")[[1]], "-01")
by_month <- read("by_month")
in_window <- by_month[by_month$month >= window[1] & by_month$month <= window[2], ] # text sorts as dates do
sums <- tapply(in_window$stops_wrongful, list(in_window$seed, in_window$policy), sum)
tell("stops_baseline", mean(sums[, baseline]))

# Runs with one seed have the same luck: the difference is taken pair by pair.
tell("stops_difference", mean(sums[, policy] - sums[, baseline]))
tell("stops_lo95", compared$lo95)
tell("stops_hi95", compared$hi95)

# A city in December of the last year: cameras that recognise faces, mean over the runs of the baseline.
by_city <- read("by_city")
december <- paste0(max(by_city$year), "-12-01")
there <- by_city$city == read("cities")$name[1] & by_city$month == december & by_city$policy == baseline
tell("city_recognising", mean(by_city$cameras_recognising[there]))
