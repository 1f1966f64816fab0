#include "tests/end_to_end/server_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "clients/cpp/inflate.h"
#include "server/access/secrets.h"
#include "server/verify.h"

namespace dais {

namespace beast = boost::beast;

ServerProcess::ServerProcess(std::vector<std::string> more_options) : options_(std::move(more_options)) {
    make_folder();
    start();
}

ServerProcess::ServerProcess(std::vector<std::string> more_options, const Follow& follow)
    : options_(std::move(more_options)), follow_(follow.url) {
    make_folder();
    start(follow.wait);
}

void ServerProcess::make_folder() {
    std::string name = std::filesystem::temp_directory_path() / "dais-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    folder_ = name;
}

ServerProcess::~ServerProcess() {
    end(SIGKILL);
    std::filesystem::remove_all(folder_);
}

void ServerProcess::start(bool wait) {
    const std::string port_file = folder_ + "/port";
    std::filesystem::remove(port_file);
    std::vector<std::string> words = {
        std::string(DAIS_BIN_DIR) + "/dais-server", "run", "--port", std::to_string(port_), "--port-file", port_file};
    const std::vector<std::string> kind =
        follow_.empty() ? std::vector<std::string>{"--db", database()}
                        : std::vector<std::string>{"--follow", follow_, "--follow-cache", folder_ + "/cache"};
    words.insert(words.end(), kind.begin(), kind.end());
    words.insert(words.end(), options_.begin(), options_.end());
    pid_ = fork();
    if (pid_ == 0) {
        const int log = open((folder_ + "/log").c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
        dup2(log, 1);
        dup2(log, 2);
        std::vector<char*> arguments;
        arguments.reserve(words.size() + 1);
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    if (wait) wait_until_it_listens();
}

bool ServerProcess::listens() const {
    std::ifstream in(folder_ + "/port");
    unsigned short port = 0;
    return static_cast<bool>(in >> port);
}

void ServerProcess::wait_until_it_listens() {
    for (int i = 0; i < 3'000; ++i) {
        std::ifstream in(folder_ + "/port");
        if (unsigned short port = 0; in >> port) {
            port_ = port;
            return;
        }
        if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
            pid_ = -1;
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the server did not start: " + log());
}

bool ServerProcess::says(const std::string& words) const {
    for (int i = 0; i < 3'000; ++i) {
        if (log().find(words) != std::string::npos) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

std::string ServerProcess::log() const {
    std::ifstream said(folder_ + "/log");
    return {std::istreambuf_iterator<char>(said), {}};
}

int ServerProcess::end(int signal) {
    if (pid_ < 0) return 0;
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void ServerProcess::signal(int signal) const { kill(pid_, signal); }

std::string ServerProcess::make_key(v1::Role role, const std::string& name, const std::string& log,
                                    const std::string& person) {
    storage::Key key;
    key.name = access::random_digits(6);
    const std::string secret = "dais_" + key.name + "_" + access::random_digits(32);
    key.hash = access::secret_hash(secret);
    key.actor_name = name;
    key.role = role;
    key.log = log;
    key.person = person;
    key.made_at_ms = 1;
    storage::Database(database(), {}).add_key(key);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // --keys-ms of the tests
    return secret;
}

void ServerProcess::set_role(const std::string& secret, v1::Role role) {
    storage::Database(database(), {}).change_key(secret.substr(5, 6), role, false);
}

bool ServerProcess::verified() const {
    storage::Options options;
    options.create = false;
    options.read_only = true;
    storage::Database file(database(), options);
    std::ostringstream report;
    const bool good = verify(file, report);
    if (!good) ADD_FAILURE() << report.str();
    return good;
}

std::string ServerProcess::dump(const std::string& log, v1::Audience audience) const {
    storage::Options options;
    options.create = false;
    options.read_only = true;
    storage::Database file(database(), options);
    return fold_from_start(file, log).dump(audience);
}

Reader::Reader(const ServerProcess& server, const std::string& key, int receive_bytes, const Door& door)
    : socket_(context_) {
    beast::get_lowest_layer(socket_).expires_never();
    auto& socket = beast::get_lowest_layer(socket_).socket();
    socket.open(boost::asio::ip::tcp::v4());
    if (receive_bytes > 0) socket.set_option(boost::asio::socket_base::receive_buffer_size(receive_bytes));
    socket.connect({boost::asio::ip::make_address("127.0.0.1"), server.port()});
    socket.set_option(boost::asio::ip::tcp::no_delay(true));
    socket_.set_option(beast::websocket::stream_base::decorator([key, door](beast::websocket::request_type& request) {
        request.set(beast::http::field::sec_websocket_protocol, "dais.v1");
        if (!key.empty()) request.set(beast::http::field::authorization, "Bearer " + key);
        if (!door.cookie.empty()) request.set(beast::http::field::cookie, door.cookie);
        if (!door.origin.empty()) request.set(beast::http::field::origin, door.origin);
    }));
    socket_.binary(true);
    socket_.handshake("127.0.0.1", door.target);
}

void Reader::say(const v1::ClientMessage& message) { say_bytes(message.SerializeAsString()); }

void Reader::say_bytes(const std::string& message) { socket_.write(boost::asio::buffer(message)); }

v1::ServerMessage Reader::next() {
    beast::flat_buffer buffer;
    socket_.read(buffer);
    v1::ServerMessage message = client::read_message({static_cast<const char*>(buffer.data().data()), buffer.size()});
    bytes += message.SerializeAsString();
    take(message);
    return message;
}

void Reader::take(const v1::ServerMessage& message) {
    if (message.has_reply()) ++replies_read;
    if (message.has_snapshot()) {
        ++snapshots_read;
        if (message.snapshot().part() == 0) records = {};
        for (const v1::Entry& entry : message.snapshot().entries()) records.apply(entry);
        if (!message.snapshot().last()) return;
        resume.set_audience(message.snapshot().audience());
        resume.set_view(message.snapshot().view());
        resume.set_position(message.snapshot().position());
        resume.set_chain(message.snapshot().chain());
    }
    if (!message.has_changes()) return;
    EXPECT_EQ(message.changes().after(), resume.position()) << "positions have no gaps";
    if (!message.changes().changes().empty()) ++changes_read;
    for (const v1::Change& change : message.changes().changes())
        for (const v1::Entry& entry : change.entries()) records.apply(entry);
    resume.set_position(message.changes().position());
    resume.set_chain(message.changes().chain());
}

v1::Followed Reader::follow(const std::string& log, const v1::Resume* from) {
    v1::ClientMessage hello;
    v1::Follow& follow = *hello.mutable_hello()->add_follow();
    follow.set_log(log);
    if (from != nullptr) *follow.mutable_resume() = resume = *from;
    say(hello);
    v1::ServerMessage message = next();
    v1::Followed followed = message.welcome().followed(0);
    if (followed.resumed() || followed.unknown()) return followed;
    while (!message.has_snapshot() || !message.snapshot().last()) message = next();
    while (resume.position() < followed.position()) next();
    return followed;
}

v1::Reply Reader::ask(v1::Command command) {
    v1::ClientMessage message;
    *message.mutable_command() = std::move(command);
    say(message);
    v1::ServerMessage answer = next();
    while (!answer.has_reply()) answer = next();
    return answer.reply();
}

v1::Command new_command(const std::string& log, std::uint64_t basis) {
    static int number = 0;
    v1::Command command;
    command.set_log(log);
    command.set_id("test-" + std::to_string(getpid()) + "-" + std::to_string(++number));
    command.set_basis(basis);
    return command;
}

std::vector<std::string> put_summit(Reader& organiser, const std::string& log, int sessions) {
    const auto words = [](v1::LocalText* text, const std::string& value) {
        text->set_language("en");
        text->set_text(value);
    };
    v1::Command summit = new_command(log, 0);
    words(summit.mutable_put_summit()->mutable_summit()->add_name(), "Summit");
    EXPECT_TRUE(organiser.ask(summit).has_done());
    v1::Command room = new_command(log, 1);
    words(room.mutable_put_room()->mutable_room()->add_name(), "Hall");
    EXPECT_TRUE(organiser.ask(room).has_done());
    std::vector<std::string> ids;
    for (int i = 0; i < sessions; ++i) {
        v1::Command put = new_command(log, 1);
        v1::Session& session = *put.mutable_put_session()->mutable_session();
        words(session.add_title(), "Session " + std::to_string(i));
        session.mutable_planned()->set_starts_at_ms(1'726'128'000'000 + i * 3'600'000LL);
        session.mutable_planned()->set_ends_at_ms(1'726'128'000'000 + (i + 1) * 3'600'000LL);
        const v1::Reply reply = organiser.ask(put);
        EXPECT_TRUE(reply.has_done()) << reply.ShortDebugString();
        ids.push_back(reply.done().id());
    }
    return ids;
}

}  // namespace dais
