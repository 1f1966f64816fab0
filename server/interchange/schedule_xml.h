// Imports schedule.xml, the format of pentabarf, frab, pretalx and their kin, as files of real conferences have it:
// leniently, and with a report of every repair and refusal.
//
// Promises: every session that says when it is comes through, in its room and at its instant; what is mended or left
// out is said with line and item; text is plain and bounded; nothing is read or fetched but the bytes given. Pure but
// for the zone database; any thread; throws nothing but for want of memory. The same bytes make the same programme.
// Does not: take mail addresses, links, attachments, recordings or logos; guess what a file does not say; decide what
// a re-import changes (that is the server's three-way merge).
// Decisions: a length that cannot be read or is beyond the limit becomes zero, with a note, rather than losing the
// session; rooms and tracks without a session are left out, with a note; a file without a single session is a failure.
// Source: voc/schedule validator/xsd/schedule.xml.xsd, and what files of twenty years have instead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/imported.pb.h"

namespace dais::interchange {

inline constexpr char kScheduleXmlSource[] = "schedule.xml";

struct ParseLimits {
    std::size_t bytes_max = 32u << 20;         // the file
    std::size_t sessions_max = 20'000;         // sessions, rooms and persons: as many as one import may carry
    std::size_t days_max = 366;                // days of the summit
    std::size_t notes_max = 1'000;             // lines of the report
    std::size_t title_bytes_max = 500;         // titles and subtitles
    std::size_t name_bytes_max = 200;          // names of persons, rooms and tracks
    std::size_t long_text_bytes_max = 65'536;  // an abstract or description
    std::int64_t duration_ms_max = 7LL * 24 * 3'600'000;  // a session's length, as the server allows it
    std::string zone;  // IANA zone for files that name none; empty: by the offsets in the file
};

struct Parsed {
    v1::ImportProgramme programme;
    // A slug for the log, from the acronym or the title; the same for every edition of the file.
    std::string suggested_log;
    std::vector<v1::ImportNote> notes;
    std::uint32_t notes_left_out = 0;
    // Why nothing can be imported and how to mend it; empty if there is a programme.
    std::string failure;
};

Parsed parse_schedule_xml(std::string_view bytes, const ParseLimits& limits = {});

}  // namespace dais::interchange
