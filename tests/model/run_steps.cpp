// What a Run does in a step.
#include <google/protobuf/message.h>

#include <algorithm>

#include "server/summit/rights.h"
#include "tests/model/broken.h"
#include "tests/model/checks.h"
#include "tests/model/run.h"

namespace dais::model {

namespace pb = google::protobuf;

namespace {

// Now a moment passes, now a while, and some nights.
std::int64_t passes_ms(Dice& dice) {
    const std::uint64_t how = dice.below(200);
    if (how < 60) return 0;
    if (how < 150) return dice.between(1, 60) * 1'000;
    if (how < 190) return dice.between(1, 180) * 1'000;
    return how < 199 ? dice.between(1, 15) * kMinuteMs : dice.between(1, 180) * kMinuteMs;
}

template <class Message>
bool same(const pb::RepeatedPtrField<Message>& some, const pb::RepeatedPtrField<Message>& others) {
    return std::equal(some.begin(), some.end(), others.begin(), others.end(), [](const auto& one, const auto& other) {
        return one.SerializeAsString() == other.SerializeAsString();
    });
}

}  // namespace

Step Run::make_up() {
    Step step;
    step.set_passes_ms(passes_ms(dice_));
    Scene scene{*view_, now_ms_ + step.passes_ms(), dice_};
    const std::uint64_t what = dice_.below(100);
    if (what < 91) {
        *step.mutable_asked() = random_asked(scene);
    } else if (what < 97) {
        Reading& reading = *step.mutable_reading();
        reading.set_how(static_cast<Reading::How>(dice_.below(4)));
        reading.set_reader(static_cast<std::uint32_t>(dice_.below(wandering_.size())));
        reading.set_messages(static_cast<std::uint32_t>(dice_.chance(40) ? 1'000 : dice_.below(6)));
        reading.set_audience(summit::kAudiences[dice_.below(summit::kAudiences.size())]);
    } else if (what < 99) {
        DiskFault& fault = *step.mutable_disk_fault();
        fault.set_operation(dice_.chance(75) ? DiskFault::WRITE : DiskFault::SYNC);
        fault.set_nth(fault.operation() == DiskFault::SYNC ? 1 : static_cast<std::uint32_t>(1 + dice_.below(5)));
        fault.set_full(dice_.chance(50));
        fault.set_lasting(fault.operation() == DiskFault::SYNC && dice_.chance(50));
        for (std::int64_t i = dice_.between(1, 4); i > 0; --i) {
            Asked asked = random_asked(scene);
            // Of what is forgotten nobody is told before it is erased: not told, it may still have happened.
            while (asked.command().has_forget_speakers() || asked.command().has_set_speaker())
                asked = random_asked(scene);
            asked.set_preview_first(false);
            *fault.add_asked() = std::move(asked);
        }
    } else {
        step.mutable_restart()->set_how(static_cast<Restart::How>(dice_.below(4)));
        step.mutable_restart()->set_seed(static_cast<std::uint32_t>(dice_.below(1'000)));
    }
    return step;
}

// As it was when the step was told first, and as the same record is called now.
std::string Run::renamed(const std::string& id) const {
    const auto found = renamed_.find(id);
    return found == renamed_.end() ? id : found->second;
}

void Run::rename(pb::Message& message) const {
    const pb::Reflection& reflection = *message.GetReflection();
    std::vector<const pb::FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const pb::FieldDescriptor* field : fields) {
        const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
        for (int i = 0; i < count; ++i) {
            if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE) {
                rename(field->is_repeated() ? *reflection.MutableRepeatedMessage(&message, field, i)
                                            : *reflection.MutableMessage(&message, field));
            } else if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING) {
                if (field->is_repeated()) {
                    reflection.SetRepeatedString(&message, field, i,
                                                 renamed(reflection.GetRepeatedString(message, field, i)));
                } else {
                    reflection.SetString(&message, field, renamed(reflection.GetString(message, field)));
                }
            }
        }
    }
}

Who Run::who_of(const Asked& asked) const { return {asked.role(), renamed(asked.person()), renamed(asked.party())}; }

v1::Audience Run::audience_of(const Asked& asked) const { return who_of(asked).audience(*view_, now_ms_); }

// The first time so many positions back; told again, that of the same command, however much was left out between.
std::uint64_t Run::undone_position(Asked& asked) const {
    const v1::Audience audience = audience_of(asked);
    const std::uint64_t position = view_->head(audience).position;
    if (asked.label() == 0) {
        const std::uint64_t wanted = position - std::min(position, asked.back());
        const Past* past = past_of(audience, wanted);
        const auto label = past == nullptr ? labels_.end() : labels_.find(past->change.seq());
        if (label != labels_.end()) asked.set_undoes(label->second);
        return wanted;
    }
    if (asked.undoes() == 0) return position - std::min(position, asked.back());
    const auto seq = seqs_.find(asked.undoes());
    const summit::State* after = seq == seqs_.end() ? nullptr : state_after(seq->second);
    return after == nullptr ? 0 : after->head(audience).position;
}

v1::Command Run::command_of(Asked& asked) {
    v1::Command command = asked.command();
    rename(command);
    if (command.has_add_draft_step()) {
        v1::Command step;
        step.ParseFromString(command.add_draft_step().command());
        rename(step);
        command.mutable_add_draft_step()->set_command(step.SerializeAsString());
    }
    command.set_log(kLog);
    command.set_id("c" + std::to_string(++asked_));
    const std::uint64_t position = view_->head(audience_of(asked)).position;
    if (!asked.without_basis()) command.set_basis(position - std::min(position, asked.behind()));
    if (command.has_undo()) command.mutable_undo()->set_position(undone_position(asked));
    if (asked.label() == 0) asked.set_label(asked_);
    return command;
}

void Run::count(const Asked& asked, const v1::Reply& reply) {
    Tally::Answers& answers = tally_.verbs[asked.command().verb_case()];
    if (reply.has_refusal()) ++answers.refused;
    if (reply.has_done()) ++answers.done;
}

void Run::learn_ids(Asked& asked, const v1::Reply& reply, std::uint64_t seq) {
    if (reply.has_done() && seq > 0) {
        seqs_[asked.label()] = seq;
        labels_[seq] = asked.label();
    }
    std::map<std::string, std::string> ids;
    if (!reply.done().id().empty()) ids["made"] = reply.done().id();
    for (const v1::Change& change : heard_[summit::index_of(v1::AUDIENCE_STAFF)])
        for (const v1::Entry& entry : change.entries()) {
            if (change.seq() != seq || !entry.has_put()) continue;
            v1::Imported imported;
            if (entry.kind() == v1::KIND_IMPORTED && imported.ParseFromString(entry.put()))
                ids[entry.id().substr(0, 1) + " " + imported.external_id()] = entry.owner();
            v1::DraftStep step;
            if (entry.kind() == v1::KIND_DRAFT_STEP && step.ParseFromString(entry.put()) && !step.makes().empty())
                ids["makes"] = step.makes();
        }
    for (const auto& [name, id] : ids) {
        const auto first = asked.made().find(name);
        if (first == asked.made().end()) {
            (*asked.mutable_made())[name] = id;
        } else {
            renamed_[first->second] = id;
        }
    }
}

const Run::Past* Run::past_of(v1::Audience audience, std::uint64_t position) const {
    for (auto past = past_.rbegin(); past != past_.rend(); ++past)
        if (past->before.head(audience).position + 1 == position) return &*past;
    return nullptr;
}

const summit::State* Run::state_after(std::uint64_t seq) const {
    if (folded_.seq() == seq) return &folded_;
    for (const Past& past : past_)
        if (past.before.seq() == seq) return &past.before;
    return nullptr;
}

// What has happened in the last step.
std::string Run::last_changes() const {
    std::string text;
    for (const v1::Change& change : heard_[summit::index_of(v1::AUDIENCE_STAFF)])
        text += change.ShortDebugString() + "\n";
    return text;
}

v1::Reply Run::preview(v1::Command command, const Who& who) {
    ++tally_.previews;
    command.set_preview(true);
    v1::Reply reply = log_->ask(command, who);
    if (log_->view(now_ms_)->seq() != view_->seq()) throw Broken("a preview did something");
    return reply;
}

void Run::ask(Asked& asked) {
    const v1::Command command = command_of(asked);
    const Who who = who_of(asked);
    const v1::Audience audience = audience_of(asked);
    const summit::View then = view_;
    const v1::Reply previewed = asked.preview_first() ? preview(command, who) : v1::Reply();
    const Past* undone = command.has_undo() ? past_of(audience, command.undo().position()) : nullptr;
    const Past past = undone != nullptr ? *undone : Past();
    const v1::Reply reply = log_->ask(command, who);
    count(asked, reply);
    catch_up();
    learn_ids(asked, reply, then->seq() + 1);
    if (!reply.has_done() && !reply.has_refusal()) throw Broken("a command is not answered", reply.ShortDebugString());
    if (reply.has_refusal() && view_->seq() != then->seq()) throw Broken("a refusal left a trace", last_changes());
    if (reply.has_done() && view_->seq() == then->seq()) throw Broken("what was done is not there");
    if (asked.preview_first()) compare_preview(previewed, reply, audience, then->head(audience).position);
    // What the clock did after it is not its own.
    const summit::State* now = reply.has_done() ? state_after(then->seq() + 1) : nullptr;
    if (undone != nullptr && now != nullptr) check_undone({past.change, past.before, *then, *now});
    if (command.has_arrange_list() && now != nullptr) check_arranged(*now, command.arrange_list().id());
    if (reply.has_done() && command.has_release_announcement())
        check_released(*then, command.release_announcement().id(), now_ms_);
    if (reply.has_done() && asked_ % 16 == 0) compare_repeated(command, who, reply);
}

void Run::compare_preview(const v1::Reply& preview, const v1::Reply& reply, v1::Audience audience,
                          std::uint64_t position) const {
    const std::string both = preview.ShortDebugString() + "\n" + reply.ShortDebugString();
    if (preview.has_refusal()) {
        if (preview.refusal().SerializeAsString() != reply.refusal().SerializeAsString())
            throw Broken("the preview was refused otherwise", both);
        return;
    }
    if (!preview.has_preview()) throw Broken("there is no preview", both);
    if (reply.has_refusal()) {
        if (reply.refusal().code() != v1::REFUSAL_CODE_CLASH || preview.preview().clashes().empty())
            throw Broken("the preview told of nothing in the way", both);
        return;
    }
    if (!same(preview.preview().clashes(), reply.done().clashes()))
        throw Broken("the preview told of other clashes", both);
    const auto& heard = heard_[summit::index_of(audience)];
    const bool shows = reply.done().position() > position;
    if (shows && heard.empty()) return;  // too large for a frame: a snapshot came instead
    // Its own Change comes first, before what the clock makes of it.
    if (!same(preview.preview().entries(), shows ? heard.front().entries() : pb::RepeatedPtrField<v1::Entry>()))
        throw Broken("the preview was of something else", both);
}

// Asked for again it does nothing, and is told as it was told.
void Run::compare_repeated(const v1::Command& command, const Who& who, const v1::Reply& reply) {
    const v1::Reply again = log_->ask(command, who);
    if (again.done().id() != reply.done().id() || again.done().position() != reply.done().position())
        throw Broken("told again otherwise", reply.ShortDebugString() + "\n" + again.ShortDebugString());
    if (log_->view(now_ms_)->seq() != view_->seq()) throw Broken("asked for twice it was done twice");
}

void Run::ask_while_the_disk_fails(DiskFault& fault) {
    std::vector<LogAtWork::Question> questions;
    for (Asked& asked : *fault.mutable_asked()) questions.push_back({command_of(asked), who_of(asked)});
    const std::uint64_t seq = view_->seq();
    const std::uint64_t due = tally_.due;
    const std::uint64_t unheard = unheard_;
    log_->let_the_disk_rest();
    const bool write = fault.operation() == DiskFault::WRITE;
    vfs_.fail_at(write ? tests::FaultyVfs::kWrite : tests::FaultyVfs::kSync, static_cast<int>(fault.nth()),
                 write && fault.full() ? SQLITE_FULL : SQLITE_IOERR,
                 fault.nth() % 2 == 0 ? tests::FaultyVfs::Manner::half_done : tests::FaultyVfs::Manner::not_done,
                 fault.lasting());
    const auto replies = log_->ask_at_once(questions);
    const auto is_done = [](const auto& reply) { return reply && reply->has_done(); };
    const auto done = static_cast<std::uint64_t>(std::count_if(replies.begin(), replies.end(), is_done));
    const bool dead = std::any_of(replies.begin(), replies.end(), [](const auto& reply) { return !reply; });
    if (dead) {
        ++tally_.faults;
        log_.reset();
        vfs_.heal();
        open(now_ms_);
    } else {
        log_->view(now_ms_);
        log_->let_the_disk_rest();
        vfs_.heal();
        catch_up();
    }
    // Of those to whom nobody answered it is not known; the others must be true.
    const std::uint64_t happened = view_->seq() - seq - (tally_.due - due);
    const bool all_heard = !dead && unheard == unheard_;
    if (happened < done || (all_heard && happened > done)) throw Broken("what was answered is not what is on disk");
    for (std::size_t i = 0; i < replies.size(); ++i) {
        Asked& asked = *fault.mutable_asked(static_cast<int>(i));
        if (replies[i] && !replies[i]->has_unavailable()) {
            count(asked, *replies[i]);
            learn_ids(asked, *replies[i], 0);
        } else {
            ask_again(questions[i], asked);
        }
    }
}

// What was not stored, or of which nobody knows: asked for again it is done or refused, and once only.
void Run::ask_again(const LogAtWork::Question& question, Asked& asked) {
    ++tally_.unavailable;
    const v1::Reply again = log_->ask(question.command, question.who);
    if (!again.has_done() && !again.has_refusal())
        throw Broken("a disk that was mended is not used", again.ShortDebugString());
    count(asked, again);
    learn_ids(asked, again, 0);
    catch_up();
    look();
    compare_repeated(question.command, question.who, again);
}

void Run::restart(const Restart& restart) {
    ++tally_.restarts;
    const std::uint64_t seq = view_->seq();
    const std::string before = view_->dump(v1::AUDIENCE_STAFF);
    log_->let_the_disk_rest();
    if (restart.how() == Restart::STOPPED) log_->stop();
    if (restart.how() == Restart::POWER_CUT) vfs_.cut_power();
    if (restart.how() == Restart::POWER_CUT_IN_PART) vfs_.cut_power(tests::FaultyVfs::Survives::some, restart.seed());
    log_.reset();
    vfs_.restart();
    open(now_ms_);
    if (view_->seq() != seq || view_->dump(v1::AUDIENCE_STAFF) != before)
        throw Broken("after a restart it is another state");
}

void Run::damage(v1::Audience audience) { steady_[summit::index_of(audience)].damage(); }

void Run::read(const Reading& reading) {
    Reader& reader = wandering_[reading.reader() % wandering_.size()];
    switch (reading.how()) {
        case Reading::TAKES: break;
        case Reading::CUT:
            ++tally_.cuts;
            reader.connect(*log_);
            break;
        case Reading::NEW: reader.connect(*log_, true); break;
        case Reading::REGRANTED:
            ++tally_.regrants;
            reader.change_audience(*log_, reading.audience());
            break;
        default: break;
    }
    reader.take(*log_, reading.messages());
}

}  // namespace dais::model
