# frozen_string_literal: true

require 'pact_broker'

# Ends with the process that holds the other end of stdin, however that one dies.
Thread.new do
  $stdin.read
  exit!
end

# Answers 401 to what lacks the token. The broker itself knows no tokens: who wants them puts a proxy in front of it.
class BearerToken
  def initialize(app, token)
    @app = app
    @expected = "Bearer #{token}"
  end

  def call(env)
    return @app.call(env) if env['HTTP_AUTHORIZATION'] == @expected

    [401, { 'content-type' => 'text/plain', 'www-authenticate' => 'Bearer' }, ['Unauthorized']]
  end
end

use BearerToken, ENV.fetch('BROKER_TOKEN') if ENV.key?('BROKER_TOKEN')

# PACT_BROKER_* variables set everything else: database, log, basic auth.
run(PactBroker::App.new { |config| config.seed_example_data = false })
