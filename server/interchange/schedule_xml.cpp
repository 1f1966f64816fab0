#include "server/interchange/schedule_xml.h"

#include <algorithm>

#include "server/interchange/import_notes.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_file.h"
#include "server/interchange/schedule_programme.h"
#include "server/summit/hash.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kLogBytesMax = 63;

bool has_letter(const std::string& slug) {
    return std::any_of(slug.begin(), slug.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The slug of the acronym, else of the title, that a log can have as its name. Of names that no slug can hold, as in
// Arabic or Chinese, each has one of its own all the same.
std::string suggested_log(const WrittenConference& conference) {
    std::string named;
    for (const std::string* text : {&conference.acronym, &conference.title}) {
        if (std::string log = slug(*text, '-', kLogBytesMax); has_letter(log)) return log;
        named += *text;
    }
    if (named.empty()) return "summit";
    std::string log = "summit-";
    for (const char c : summit::Hash().bytes(named).finish().substr(0, 5))
        log += "0123456789abcdefghjkmnpqrstvwxyz"[static_cast<unsigned char>(c) & 31];
    return log;
}

std::string what_is_wrong_with(const ScheduleFile& file) {
    Mending mending;
    if (file.root == "html") return "this is an HTML page, not a schedule.xml: give the address of the file itself.";
    if (file.root != "schedule")
        return "this is XML, but its outermost element is <" + one_line(file.root, 60, mending) + ">, not <schedule>.";
    if (file.days.empty()) return "there is no <day> in it: nothing imported.";
    if (file.events == 0) return "no sessions in it: nothing imported.";
    return "";
}

void note_scrubbed(const XmlOutcome& outcome, ImportNotes& notes) {
    for (const std::uint32_t line : outcome.scrubbed_lines)
        notes.repaired(
            line, "file",
            "a control character that XML forbids was left out" +
                (outcome.scrubbed > 1 ? "; " + std::to_string(outcome.scrubbed) + " in the file." : std::string(".")));
}

}  // namespace

Parsed parse_schedule_xml(std::string_view bytes, const ParseLimits& limits) {
    Parsed parsed;
    ScheduleFile file;
    ImportNotes notes(limits.notes_max);
    XmlLimits xml;
    xml.bytes_max = limits.bytes_max;
    FileLimits file_limits;
    file_limits.events_max = limits.sessions_max;

    const XmlOutcome outcome = read_schedule_file(bytes, xml, file_limits, file);
    // An HTML page is rarely well-formed; what it is tells more than where it breaks.
    parsed.failure = file.root == "html" ? what_is_wrong_with(file) : outcome.failure;
    if (parsed.failure.empty()) parsed.failure = what_is_wrong_with(file);
    if (!parsed.failure.empty()) return parsed;

    note_scrubbed(outcome, notes);
    ProgrammeMaker maker(file, limits, notes);
    parsed.programme = maker.make();
    parsed.suggested_log = suggested_log(file.conference);
    parsed.notes = notes.take();
    parsed.notes_left_out = notes.left_out();
    if (parsed.programme.sessions().empty()) {
        parsed.failure = "none of its " + std::to_string(file.events) + " sessions could be taken: nothing imported.";
        if (!parsed.notes.empty())
            parsed.failure +=
                " The first, line " + std::to_string(parsed.notes.back().line()) + ": " + parsed.notes.back().message();
        parsed.programme.Clear();
    }
    return parsed;
}

}  // namespace dais::interchange
