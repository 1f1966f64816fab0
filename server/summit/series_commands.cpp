// The Series and its Editions: what a log is of that is no summit's.
#include <algorithm>

#include "server/summit/commands.h"
#include "server/summit/institution_rules.h"
#include "server/summit/put_noun.h"
#include "server/summit/venue_time.h"

namespace dais::summit {
namespace {

const std::string kSeriesId = "z";

No check_days(const v1::Edition& edition) {
    for (int i = 0; i < edition.days_size(); ++i) {
        const std::string field = "edition.days[" + std::to_string(i) + "]";
        if (!is_day(edition.days(i)))
            return refuse(v1::REFUSAL_CODE_INVALID, field + " is no day of the calendar.", field);
        if (i > 0 && days_since_1970(edition.days(i)) <= days_since_1970(edition.days(i - 1)))
            return refuse(v1::REFUSAL_CODE_INVALID,
                          field + " is not after the day before it. Give the days in order, each once.", field);
    }
    return std::nullopt;
}

No check_hosts(const ChangeBuilder& builder, const v1::Edition& edition) {
    for (auto host = edition.hosts().begin(); host != edition.hosts().end(); ++host) {
        if (auto no = builder.visible(v1::KIND_PARTY, *host, "edition.hosts")) return no;
        if (std::find(edition.hosts().begin(), host, *host) != host)
            return refuse(v1::REFUSAL_CODE_INVALID, "edition.hosts names a party twice.", "edition.hosts");
    }
    return std::nullopt;
}

}  // namespace

No put_series(ChangeBuilder& builder, v1::Series series) {
    if (builder.exists(v1::KIND_SUMMIT, "m"))
        return refuse(v1::REFUSAL_CODE_CONFLICT, "This log is a summit's. Give its series a log of its own.", "log");
    if (auto no = check_fields(series)) return no;
    if (auto no = needs_name(series.name(), "series.name")) return no;
    if (auto no = builder.fresh(v1::KIND_SERIES, kSeriesId)) return no;
    if (auto no = check_languages(series.languages(), "series.languages")) return no;
    if (!series.website().empty())
        if (auto no = check_link(series.website(), "series.website")) return no;
    if (!series.next_host().empty())
        if (auto no = builder.visible(v1::KIND_PARTY, series.next_host(), "series.next_host")) return no;
    builder.put(v1::KIND_SERIES, kSeriesId, "", kEverybody, series);
    builder.made = kSeriesId;
    return std::nullopt;
}

No put_edition(ChangeBuilder& builder, const std::string& id, v1::Edition edition) {
    if (auto no = put_named(builder, v1::KIND_EDITION, id, edition)) return no;
    if (edition.number() < 1)
        return refuse(v1::REFUSAL_CODE_INVALID, "Editions are numbered from 1.", "edition.number");
    if (auto no = check_number(builder, builder.made, edition.number())) return no;
    if (!edition.log().empty() && !is_log_slug(edition.log()))
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "edition.log is no name of a log: a-z, 0-9 and “-”, at most 63 characters.", "edition.log");
    if (auto no = check_days(edition)) return no;
    if (auto no = check_hosts(builder, edition)) return no;
    builder.put(v1::KIND_EDITION, builder.made, "", kEverybody, edition);
    return std::nullopt;
}

No remove_edition(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_EDITION, id)) return no;
    if (auto no =
            unused<v1::Declaration>(builder, v1::KIND_DECLARATION, "comes from this edition",
                                    [&](const v1::Declaration& declaration) { return declaration.edition() == id; }))
        return no;
    builder.remove(v1::KIND_EDITION, id);
    return std::nullopt;
}

}  // namespace dais::summit
