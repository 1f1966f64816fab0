#include "tests/clients/fake_server.h"

#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace dais::client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

}  // namespace

std::optional<v1::ClientMessage> FakeConnection::read() {
    beast::flat_buffer buffer;
    error_code error;
    socket_.read(buffer, error);
    v1::ClientMessage message;
    if (error || !message.ParseFromArray(buffer.cdata().data(), static_cast<int>(buffer.size()))) return std::nullopt;
    return message;
}

std::optional<v1::ClientMessage> FakeConnection::read(v1::ClientMessage::MessageCase kind) {
    auto message = read();
    while (message && message->message_case() != kind) message = read();
    return message;
}

void FakeConnection::send(const v1::ServerMessage& message) { send_bytes(message.SerializeAsString()); }

void FakeConnection::send_bytes(const std::string& bytes) {
    error_code error;
    socket_.write(asio::buffer(bytes), error);
}

void FakeConnection::wait_for_the_end() {
    while (read()) continue;
}

void FakeConnection::cut() {
    error_code error;
    socket_.next_layer().set_option(asio::socket_base::linger(true, 0), error);
    socket_.next_layer().close(error);
}

FakeServer::FakeServer(std::vector<Visit> visits)
    : visits_(std::move(visits)),
      acceptor_(context_, {asio::ip::make_address("127.0.0.1"), 0}),
      port_(acceptor_.local_endpoint().port()),
      thread_([this] { serve(); }) {}

FakeServer::~FakeServer() { stop(); }

void FakeServer::stop() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        if (descriptor_ >= 0) ::shutdown(descriptor_, SHUT_RDWR);
    }
    if (thread_.joinable()) thread_.join();
}

void FakeServer::watch(int descriptor) {
    const std::lock_guard lock(mutex_);
    descriptor_ = descriptor;
    if (ending_ && descriptor >= 0) ::shutdown(descriptor, SHUT_RDWR);
}

void FakeServer::serve() {
    for (const auto& visit : visits_) {
        watch(acceptor_.native_handle());
        error_code error;
        auto socket = acceptor_.accept(error);
        watch(-1);
        if (error) return;
        serve_one(std::move(socket), visit);
    }
}

void FakeServer::serve_one(asio::ip::tcp::socket socket, const Visit& visit) {
    watch(socket.native_handle());
    error_code error;
    beast::flat_buffer buffer;
    http::request<http::string_body> request;
    http::read(socket, buffer, request, error);
    if (!error && visit.status != 101) {
        http::response<http::string_body> answer(static_cast<http::status>(visit.status), 11);
        answer.prepare_payload();
        http::write(socket, answer, error);
        watch(-1);
        return;
    }
    FakeConnection::Socket upgraded(std::move(socket));
    upgraded.set_option(beast::websocket::stream_base::decorator([](beast::websocket::response_type& response) {
        response.set(http::field::sec_websocket_protocol, "dais.v1");
    }));
    upgraded.binary(true);
    if (!error) upgraded.accept(request, error);
    FakeConnection connection(upgraded, std::string(request[http::field::authorization]));
    if (!error && visit.script) visit.script(connection);
    watch(-1);
}

}  // namespace dais::client
